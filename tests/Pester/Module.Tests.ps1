# The module as users get it, in out/SsprModule: run ./build.ps1 first, then Invoke-Pester tests/Pester.

BeforeAll {
    $manifest = [IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'SsprModule', 'SsprModule.psd1')
    $module = Import-Module $manifest -Force -PassThru
}

Describe 'The module' {
    It 'exports exactly its cmdlets' {
        ($module.ExportedCommands.Keys | Sort-Object) -join ' ' | Should -BeExactly (
            'Connect-Sspr Disable-SsprPolicy Disconnect-Sspr Enable-SsprPolicy Get-SsprContext Get-SsprPolicy Get-SsprRegistration Reset-UserPassword')
    }

    It 'has the version of its assembly' {
        $assembly = [Reflection.AssemblyName]::GetAssemblyName([IO.Path]::Combine($module.ModuleBase, 'SsprModule.dll'))
        $module.Version | Should -Be ([version]::new($assembly.Version.Major, $assembly.Version.Minor, $assembly.Version.Build))
    }

    It 'is a valid manifest' {
        { Test-ModuleManifest $manifest -ErrorAction Stop -WarningAction Stop } | Should -Not -Throw
    }

    It 'survives Remove-Module and Import-Module -Force' {
        Remove-Module SsprModule
        Import-Module $manifest -Force
        Import-Module $manifest -Force
        (Get-Command -Module SsprModule).Count | Should -Be 8
        { Connect-Sspr -Sandbox } | Should -Not -Throw
        Disconnect-Sspr
    }
}

Describe 'Help of <_>' -ForEach @(
    'Connect-Sspr', 'Disconnect-Sspr', 'Get-SsprContext', 'Get-SsprPolicy'
    'Enable-SsprPolicy', 'Disable-SsprPolicy', 'Get-SsprRegistration', 'Reset-UserPassword'
) {
    BeforeAll {
        $help = Get-Help $_ -Full
    }

    It 'has a synopsis of its own' {
        # Without a page Get-Help shows the syntax in its place.
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match '\[<CommonParameters>\]'
    }

    It 'has an example' {
        # Without one the property is null, and @($null) counts one.
        $help.examples.example | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($name in (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common }) {
            $described = $help.parameters.parameter | Where-Object { $_.name -eq $name }
            $described.description.Text | Should -Not -BeNullOrEmpty -Because "-$name has a page"
        }
    }
}

Describe 'Help in <_>' -ForEach 'en-US', 'nl-NL' {
    BeforeAll {
        $culture = $_
        $pages = [IO.Path]::Combine($module.ModuleBase, $culture)
        # In a process of its own, because a session keeps the language in which it first read a page; and as base64,
        # because the encoding of a console is not the same everywhere.
        $script = "`$ProgressPreference = 'SilentlyContinue'; [cultureinfo]::CurrentUICulture = '$culture'; Import-Module '$manifest'; " +
            'foreach ($command in Get-Command -Module SsprModule) { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((Get-Help $command.Name).Synopsis)) }'
        $shown = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script |
            ForEach-Object { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($_)) }
    }

    It 'is what Get-Help shows for each cmdlet' {
        $written = ([xml](Get-Content ([IO.Path]::Combine($pages, 'SsprModule.dll-Help.xml')) -Raw -Encoding UTF8)).helpItems.command.details.description.para
        $shown.Count | Should -Be 8
        ($shown | Sort-Object) -join '|' | Should -BeExactly (($written | Sort-Object) -join '|')
    }

    It 'has an about page' {
        [IO.Path]::Combine($pages, 'about_SsprModule.help.txt') | Should -Exist
    }
}
