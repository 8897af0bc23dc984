[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)][string] $Path,
    [Parameter(Position = 1)][char] $Delimiter = ','
)
$names = $null
# A record may run over several lines, as long as a quote is open.
$record = ''
foreach ($line in [IO.File]::ReadLines($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path))) {
    $record = if ($record) { "$record`n$line" } else { $line }
    if (-not $record -or ($record.Split('"').Count % 2) -eq 0) { continue }
    $quoted = '"((?:[^"]|"")*)"|([^' + [regex]::Escape($Delimiter) + ']*)'
    $values = foreach ($match in [regex]::Matches($record, "(?:^|$([regex]::Escape($Delimiter)))(?:$quoted)")) {
        if ($match.Groups[1].Success) { $match.Groups[1].Value.Replace('""', '"') } else { $match.Groups[2].Value }
    }
    $record = ''
    if ($null -eq $names) {
        $names = @($values)
        continue
    }
    $row = [ordered]@{}
    for ($i = 0; $i -lt $names.Count; $i++) {
        $row[$names[$i]] = @($values)[$i]
    }
    [pscustomobject]$row
}
