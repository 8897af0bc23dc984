@{
    RootModule             = 'SsprModule.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '91ae5dfb-ede3-4e35-b1c7-1b35dd982224'
    Author                 = 'The SsprModule contributors'
    CompanyName            = 'The SsprModule contributors'
    Copyright              = '(c) The SsprModule contributors. MIT licence.'
    Description            = 'Runs Microsoft Entra self-service password reset (SSPR): sets the policy, shows who is registered and resets passwords.'

    CompatiblePSEditions   = @('Core', 'Desktop')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'

    # Named one by one: a wildcard makes PowerShell load the module to find out what is in it.
    CmdletsToExport        = @(
        'Connect-Sspr'
        'Disconnect-Sspr'
        'Get-SsprContext'
        'Get-SsprPolicy'
        'Set-SsprPolicy'
        'Enable-SsprPolicy'
        'Disable-SsprPolicy'
        'Export-SsprPolicy'
        'Compare-SsprPolicy'
        'Get-SsprMethodPolicy'
        'Set-SsprMethodPolicy'
        'Measure-SsprPolicyImpact'
        'Get-SsprRegistration'
        'Measure-SsprRegistration'
        'Export-SsprReport'
        'Get-SsprContactInfo'
        'Set-SsprContactInfo'
        'Remove-SsprContactInfo'
        'Import-SsprContactInfo'
        'Reset-UserPassword'
        'Unprotect-SsprResult'
        'Get-SsprErrorInfo'
        'Get-SsprFaq'
        'Open-SsprPage'
        'Get-SsprAuditEvent'
        'Get-SsprAttempt'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()

    FormatsToProcess       = @('SsprModule.Format.ps1xml')

    PrivateData            = @{
        PSData = @{
            Tags         = @(
                'SSPR', 'Entra', 'EntraID', 'AzureAD', 'Graph', 'Password', 'PasswordReset', 'Identity'
                'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS'
            )
            ReleaseNotes = 'First version: connect, read and set the policy, read registrations, reset passwords.'
        }
    }
}
