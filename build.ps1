<#
.SYNOPSIS
Builds, tests, packs or installs SsprModule.

.DESCRIPTION
Needs the .NET 10 SDK and a package registry. Runs in PowerShell 7.4 and later, in Windows PowerShell 5.1 and, because
it uses nothing but PowerShell's engine and dotnet, in src/SsprModule.Shell too.

Build    leaves out/SsprModule, which Import-Module takes.
Test     runs every test.
Pack     builds, and writes out/SsprModule.<version>.nupkg for the PowerShell Gallery.
Install  builds, and copies the module to the user's module folder.

.PARAMETER Task
What to do: Build, Test, Pack or Install.

.PARAMETER Configuration
Debug or Release.

.PARAMETER Output
The folder that Build and Pack write to; out beside this script by default.

.PARAMETER Destination
The module folder that Install copies to; by default the one of the user for the PowerShell that runs this script.

.EXAMPLE
./build.ps1
Import-Module ./out/SsprModule

Builds the module and imports it.

.EXAMPLE
./build.ps1 -Task Install

Installs the module for the user, so that its commands are there in each new session.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pack', 'Install')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string] $Output,

    [string] $Destination
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
if (-not $Output) { $Output = [IO.Path]::Combine($root, 'out') }
$Output = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Output)
$module = [IO.Path]::Combine($Output, 'SsprModule')

function Invoke-DotNet([string[]] $Arguments) {
    # Its lines are for people: they go to the host and not into what a function returns.
    & dotnet $Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Arguments[0]) ended with exit code $LASTEXITCODE." }
}

function Build-Module {
    Invoke-DotNet @(
        'build', [IO.Path]::Combine($root, 'src', 'SsprModule.Shell'), '--configuration', $Configuration
        '--nologo', '--verbosity', 'quiet', "-p:ModuleOutput=$module"
    )
    Test-ModuleManifest -Path ([IO.Path]::Combine($module, 'SsprModule.psd1'))
}

function Get-ModuleFile {
    $files = [IO.Directory]::GetFiles($module, '*', 'AllDirectories')
    [Array]::Sort($files, [StringComparer]::Ordinal)
    foreach ($file in $files) {
        [pscustomobject]@{ Path = $file; Name = $file.Substring($module.Length + 1).Replace('\', '/') }
    }
}

function Get-Nuspec($Manifest) {
    $commands = @($Manifest.ExportedCmdlets.Keys)
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $Manifest.Tags
    foreach ($command in $commands) { $tags += "PSCmdlet_$command", "PSCommand_$command" }
    $text = @{}
    foreach ($name in 'Author', 'Description', 'Copyright') { $text[$name] = [Security.SecurityElement]::Escape($Manifest.$name) }
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$($Manifest.Name)</id>
    <version>$($Manifest.Version)</version>
    <authors>$($text.Author)</authors>
    <owners>$($text.Author)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="expression">MIT</license>
    <description>$($text.Description)</description>
    <releaseNotes>$([Security.SecurityElement]::Escape($Manifest.ReleaseNotes))</releaseNotes>
    <copyright>$($text.Copyright)</copyright>
    <tags>$($tags -join ' ')</tags>
  </metadata>
</package>
"@
}

function Add-Text($Archive, [string] $Name, [string] $Text) {
    $writer = [IO.StreamWriter]::new($Archive.CreateEntry($Name).Open())
    try { $writer.Write($Text) } finally { $writer.Dispose() }
}

function Add-File($Archive, $File) {
    $target = $Archive.CreateEntry($File.Name).Open()
    try {
        $source = [IO.File]::OpenRead($File.Path)
        try { $source.CopyTo($target) } finally { $source.Dispose() }
    }
    finally { $target.Dispose() }
}

function Write-Package($Manifest) {
    # Windows PowerShell has not loaded it.
    [void][Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    $package = [IO.Path]::Combine($Output, "SsprModule.$($Manifest.Version).nupkg")
    $stream = [IO.File]::Create($package)
    try {
        $archive = New-ZipArchive $stream
        try {
            Add-Text $archive 'SsprModule.nuspec' (Get-Nuspec $Manifest)
            Add-Text $archive '[Content_Types].xml' (Get-ContentType)
            Add-Text $archive '_rels/.rels' ('<?xml version="1.0" encoding="utf-8"?>' +
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
                '<Relationship Id="manifest" Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/SsprModule.nuspec" />' +
                '</Relationships>')
            foreach ($file in Get-ModuleFile) { Add-File $archive $file }
        }
        finally { $archive.Dispose() }
    }
    finally { $stream.Dispose() }
    $package
}

function New-ZipArchive($Stream) {
    # By name, so that the type is looked up after its assembly was loaded.
    $type = [type]'System.IO.Compression.ZipArchive'
    , $type::new($Stream, [System.Enum]::Parse([type]'System.IO.Compression.ZipArchiveMode', 'Create'))
}

function Get-ContentType {
    $defaults = foreach ($extension in 'rels', 'nuspec', 'psd1', 'ps1xml', 'xml', 'dll', 'txt', 'md') {
        $type = if ($extension -eq 'rels') { 'application/vnd.openxmlformats-package.relationships+xml' } else { 'application/octet' }
        "<Default Extension=`"$extension`" ContentType=`"$type`" />"
    }
    '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    ($defaults -join '') + '<Override PartName="/LICENSE" ContentType="application/octet" /></Types>'
}

function Get-UserModuleFolder {
    if ([Environment]::OSVersion.Platform -ne 'Win32NT') {
        return [IO.Path]::Combine([Environment]::GetFolderPath('UserProfile'), '.local', 'share', 'powershell', 'Modules')
    }
    $edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'PowerShell' } else { 'WindowsPowerShell' }
    [IO.Path]::Combine([Environment]::GetFolderPath('MyDocuments'), $edition, 'Modules')
}

function Install-Files($Manifest) {
    if (-not $Destination) { $script:Destination = Get-UserModuleFolder }
    $target = [IO.Path]::Combine($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination), 'SsprModule', "$($Manifest.Version)")
    foreach ($file in Get-ModuleFile) {
        $path = [IO.Path]::Combine($target, $file.Name)
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
        [IO.File]::Copy($file.Path, $path, $true)
    }
    $target
}

switch ($Task) {
    'Build' { [void](Build-Module); $module }
    'Test' { Invoke-DotNet @('test', [IO.Path]::Combine($root, 'SsprModule.sln'), '--nologo') }
    'Pack' { Write-Package (Build-Module) }
    'Install' { Install-Files (Build-Module) }
}
