[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path,
    [switch] $Raw
)
process {
    $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    if ($Raw) { [IO.File]::ReadAllText($file) } else { [IO.File]::ReadLines($file) }
}
