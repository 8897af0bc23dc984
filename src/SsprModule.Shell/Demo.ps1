# The main job, against the embedded tenant: each command is printed before its output.
$ErrorActionPreference = 'Stop'
foreach ($command in @(
        'Connect-Sspr -Sandbox'
        'Get-SsprPolicy'
        "Enable-SsprPolicy -Scope Selected -Group 'SSPR Pilot' -Confirm:`$false"
        'Get-SsprRegistration -NotCapable | Select-Object -First 10'
        'Reset-UserPassword -User bob@contoso.com -Confirm:$false'
        'Get-SsprPolicy'
    )) {
    Write-Host "PS> $command" -ForegroundColor Cyan
    # Each command is a statement of its own, so that each gets its own table.
    . ([scriptblock]::Create($command)) | Out-Default
}
