[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)][string] $Path,
    [Parameter(Mandatory, Position = 1)][string] $Destination,
    [switch] $Recurse,
    [switch] $Force
)
$from = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
$to = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
if ([IO.Directory]::Exists($to)) { $to = [IO.Path]::Combine($to, [IO.Path]::GetFileName($from)) }
if (-not [IO.Directory]::Exists($from)) {
    [IO.File]::Copy($from, $to, $true)
    return
}
[void][IO.Directory]::CreateDirectory($to)
if ($Recurse) {
    foreach ($file in [IO.Directory]::EnumerateFiles($from, '*', 'AllDirectories')) {
        $target = [IO.Path]::Combine($to, [IO.Path]::GetRelativePath($from, $file))
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        [IO.File]::Copy($file, $target, $true)
    }
}
