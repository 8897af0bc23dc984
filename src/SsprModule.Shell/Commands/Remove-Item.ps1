[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path,
    [switch] $Recurse,
    [switch] $Force
)
process {
    $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    if ([IO.Directory]::Exists($full)) { [IO.Directory]::Delete($full, $Recurse) }
    elseif ([IO.File]::Exists($full)) { [IO.File]::Delete($full) }
    else { throw "Cannot find path '$full' because it does not exist." }
}
