[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)][string] $Path,
    [Parameter(ValueFromPipeline)][psobject] $InputObject,
    [switch] $NoTypeInformation
)
begin {
    $writer = [IO.StreamWriter]::new($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path))
    $names = $null
    function Format-Row([object[]] $values) {
        ($values | ForEach-Object { '"' + "$_".Replace('"', '""') + '"' }) -join ','
    }
}
process {
    if ($null -eq $names) {
        $names = @($InputObject.PSObject.Properties.Name)
        $writer.WriteLine((Format-Row $names))
    }
    $writer.WriteLine((Format-Row @(foreach ($name in $names) { , $InputObject.$name })))
}
end {
    $writer.Dispose()
}
