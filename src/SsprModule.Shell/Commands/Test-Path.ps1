[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path,
    [ValidateSet('Any', 'Container', 'Leaf')][string] $PathType = 'Any'
)
process {
    $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    ($PathType -ne 'Container' -and [IO.File]::Exists($full)) -or ($PathType -ne 'Leaf' -and [IO.Directory]::Exists($full))
}
