[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)][string] $Path,
    [ValidateSet('File', 'Directory')][string] $ItemType = 'File',
    [string] $Value,
    [switch] $Force
)
$full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if ($ItemType -eq 'Directory') {
    [IO.Directory]::CreateDirectory($full)
    return
}
if ([IO.File]::Exists($full) -and -not $Force) { throw "The file '$full' already exists." }
[IO.File]::WriteAllText($full, $Value)
[IO.FileInfo]::new($full)
