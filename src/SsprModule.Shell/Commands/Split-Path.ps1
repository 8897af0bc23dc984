[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path,
    [switch] $Parent,
    [switch] $Leaf
)
process {
    if ($Leaf) { [IO.Path]::GetFileName($Path) } else { [IO.Path]::GetDirectoryName($Path) }
}
