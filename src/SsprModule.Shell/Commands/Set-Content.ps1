[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)][string] $Path,
    [Parameter(Mandatory, Position = 1, ValueFromPipeline)][AllowEmptyString()][object[]] $Value,
    [switch] $NoNewline
)
begin {
    $writer = [IO.StreamWriter]::new($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path))
}
process {
    foreach ($line in $Value) {
        if ($NoNewline) { $writer.Write("$line") } else { $writer.WriteLine("$line") }
    }
}
end {
    $writer.Dispose()
}
