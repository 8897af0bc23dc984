[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromRemainingArguments)][AllowNull()][AllowEmptyCollection()][psobject[]] $InputObject,
    [switch] $NoEnumerate
)
process {
    $PSCmdlet.WriteObject($InputObject, -not $NoEnumerate)
}
