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
        # The seed decides the tenant.
        (Get-SsprContext -Connection $first).TenantId | Should -Be $first.TenantId
        (Get-SsprContext).TenantId | Should -Not -Be $first.TenantId
    }

    It 'works in the runspaces of ForEach-Object -Parallel' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $first = Connect-Sspr -Sandbox -PassThru
        $path = (Get-Module SsprModule).Path
        $found = 1..4 | ForEach-Object -ThrottleLimit 2 -Parallel {
            Import-Module $using:path
            (Get-SsprRegistration bob@contoso.com -Connection $using:first).UserPrincipalName
        }
        $found | Should -Be @('bob@contoso.com', 'bob@contoso.com', 'bob@contoso.com', 'bob@contoso.com')
    }

    It 'belongs to one runspace' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Connect-Sspr -Sandbox
        $path = (Get-Module SsprModule).Path
        1 | ForEach-Object -Parallel {
            Import-Module $using:path
            try { Get-SsprPolicy } catch { $_.FullyQualifiedErrorId }
        } | Should -BeLike 'NotConnected,*'
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
        Connect-Sspr -Sandbox -UserCount 10000
        $calls = Join-Path $TestDrive 'calls.txt'
        @(Get-SsprRegistration -Verbose 4> $calls | Select-Object -First 3).Count | Should -Be 3
        # The whole report is ten pages; one may be read ahead.
        @(Select-String -Path $calls -Pattern 'GET /reports').Count | Should -BeIn 1, 2
    }

    It 'take the rows of a CSV file' {
        $file = Join-Path $TestDrive 'users.csv'
        'UserPrincipalName,Reason', 'bob@contoso.com,"left, back"', 'anna@contoso.com,new phone' | Set-Content $file
        $rows = Import-Csv $file | Get-SsprRegistration
        $rows.UserPrincipalName | Should -Be @('bob@contoso.com', 'anna@contoso.com')
        Import-Csv $file | Reset-UserPassword -WhatIf -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -BeNullOrEmpty
    }

    It 'leave no password in a transcript' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $given = 'Canary-Q7!zebra-mmX9'
        $secret = ConvertTo-SecureString $given -AsPlainText -Force
        $null = Start-Transcript $file
        try {
            Reset-UserPassword bob@contoso.com -NewPassword $secret -Confirm:$false -Verbose | Out-Host
            $result = Reset-UserPassword anna@contoso.com -Confirm:$false -Verbose
            $result | Format-List * | Out-Host
        }
        finally { $null = Stop-Transcript }

        $generated = [Net.NetworkCredential]::new('', $result.NewPassword).Password
        $generated.Length | Should -Be 16
        $text = Get-Content $file -Raw
        $text.Contains('anna@contoso.com') | Should -BeTrue
        $text.Contains($given) | Should -BeFalse
        $text.Contains($generated) | Should -BeFalse
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
