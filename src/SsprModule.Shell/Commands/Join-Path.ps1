[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Path,
    [Parameter(Mandatory, Position = 1)][string] $ChildPath,
    [Parameter(ValueFromRemainingArguments)][string[]] $AdditionalChildPath
)
process {
    foreach ($child in @($ChildPath) + @($AdditionalChildPath)) {
        if ($child) { $Path = [IO.Path]::Join($Path, $child) }
    }
    $Path
}
