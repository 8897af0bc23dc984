[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $Message,
    [string] $ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException',
    [System.Management.Automation.ErrorCategory] $Category = 'NotSpecified',
    [object] $TargetObject
)
process {
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($Message), $ErrorId, $Category, $TargetObject))
}
