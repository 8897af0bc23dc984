# The main job against the embedded tenant: what a user sees in a real PowerShell.

BeforeAll {
    Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'SsprModule', 'SsprModule.psd1')) -Force
}

Describe 'A connection' {
    AfterEach {
        Disconnect-Sspr
    }

    It 'writes nothing without -PassThru' {
        Connect-Sspr -Sandbox | Should -BeNullOrEmpty
    }

    It 'is the default of the runspace' {
        Connect-Sspr -Sandbox
        (Get-SsprContext).SignInMethod | Should -Be 'Sandbox'
    }

    It 'can be passed on' {
        $first = Connect-Sspr -Sandbox -Seed 1 -PassThru
        Connect-Sspr -Sandbox -Seed 2
        (Get-SsprContext -Connection $first).Account | Should -Be $first.Account
    }

    It 'is asked for when there is none' {
        Disconnect-Sspr
        { Get-SsprPolicy } | Should -Throw -ErrorId 'NotConnected,*'
    }
}

Describe 'The cmdlets' {
    BeforeEach {
        Connect-Sspr -Sandbox
    }

    AfterEach {
        Disconnect-Sspr
    }

    It 'set the scope to a group and read it back' {
        Enable-SsprPolicy -Scope Selected -Group 'SSPR Pilot' -Confirm:$false
        $policy = Get-SsprPolicy
        $policy.UserScope | Should -Be 'Selected'
        "$($policy.ScopeGroup)" | Should -Be 'SSPR Pilot'
    }

    It 'change nothing with -WhatIf' {
        Enable-SsprPolicy -Scope All -Confirm:$false
        Disable-SsprPolicy -WhatIf
        (Get-SsprPolicy).UserScope | Should -Be 'All'
        Reset-UserPassword bob@contoso.com -WhatIf | Should -BeNullOrEmpty
    }

    It 'take users from the pipeline, as text and by property name' {
        $byText = 'bob@contoso.com' | Get-SsprRegistration
        $byName = [pscustomobject]@{ UserPrincipalName = 'bob@contoso.com' } | Get-SsprRegistration
        $byText.UserPrincipalName | Should -Be 'bob@contoso.com'
        $byName.Id | Should -Be $byText.Id
    }

    It 'pass a registration on to a reset' {
        $result = Get-SsprRegistration bob@contoso.com | Reset-UserPassword -Confirm:$false
        $result.Status | Should -Be 'Succeeded'
        $result.NewPassword | Should -BeOfType [securestring]
    }

    It 'go on after an unknown user' {
        $rows = 'nobody@contoso.com', 'bob@contoso.com' | Get-SsprRegistration -ErrorAction SilentlyContinue -ErrorVariable problem
        $rows.UserPrincipalName | Should -Be 'bob@contoso.com'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'UserNotFound,*'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'stop at an unknown user with -ErrorAction Stop' {
        { 'nobody@contoso.com', 'bob@contoso.com' | Get-SsprRegistration -ErrorAction Stop } | Should -Throw -ErrorId 'UserNotFound,*'
    }

    It 'stop reading when enough was taken' {
        @(Get-SsprRegistration | Select-Object -First 3).Count | Should -Be 3
    }

    It 'write nothing for an empty pipeline' {
        @() | Get-SsprRegistration | Should -BeNullOrEmpty
    }
}

Describe 'The default view' {
    BeforeAll {
        Connect-Sspr -Sandbox
    }

    AfterAll {
        Disconnect-Sspr
    }

    It 'of registrations is a table of 120 columns' {
        $lines = Get-SsprRegistration | Select-Object -First 5 | Out-String -Width 120 -Stream
        $lines | Where-Object { $_ -match '^UserPrincipalName\s+Status\s+Registered\s+Enabled\s+Capable\s+Methods' } | Should -HaveCount 1
        ($lines | ForEach-Object Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'of a policy is a list that begins with the user scope' {
        $lines = Get-SsprPolicy | Out-String -Width 120 -Stream | Where-Object { $_ }
        $lines[0] | Should -Match '^UserScope\s+: '
    }

    It 'of a reset does not show the password' {
        Reset-UserPassword bob@contoso.com -Confirm:$false | Out-String -Width 120 | Should -Not -Match 'NewPassword'
    }
}
