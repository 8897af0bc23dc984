# Tab completion, asked for as the console does.

BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'SsprModule', 'SsprModule.psd1')) -Force

    function Complete([string] $Text) {
        (TabExpansion2 -inputScript $Text -cursorColumn $Text.Length).CompletionMatches.CompletionText
    }
}

Describe 'Completion' {
    It 'of <text> offers <expected>' -ForEach @(
        @{ Text = 'Enable-SsprPolicy -Scope '; Expected = 'Selected' }
        @{ Text = 'Disable-SsprPolicy -Scope '; Expected = 'Admins' }
        @{ Text = 'Connect-Sspr -Environment US'; Expected = 'USGov' }
        @{ Text = 'Connect-Sspr -Fault '; Expected = 'WritebackDown' }
        @{ Text = 'Connect-Sspr -Sandbox -Fault Thr'; Expected = 'Throttled' }
        @{ Text = 'Get-SsprRegistration -Method mob'; Expected = 'mobilePhone' }
        @{ Text = 'Get-SsprRegistration -NotC'; Expected = '-NotCapable' }
    ) {
        Complete $Text | Should -Contain $Expected
    }

    It 'needs no connection' {
        Disconnect-Sspr
        Complete 'Connect-Sspr -Scopes Aud' | Should -Contain 'AuditLog.Read.All'
    }
}
