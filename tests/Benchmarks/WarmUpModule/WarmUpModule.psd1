@{
    RootModule        = 'WarmUpModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '7d1c9f2e-4f0a-4c55-9d5e-2f4b8a3a7d10'
    CmdletsToExport   = 'Get-Nothing'
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
