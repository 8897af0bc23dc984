@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '1.0.0'
    GUID              = '6c0b8f1e-4f0a-4c55-9d5e-2f4b8a3a7d10'
    CmdletsToExport   = 'Get-Nothing'
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
