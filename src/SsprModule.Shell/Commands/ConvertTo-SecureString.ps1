[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline)][string] $String,
    [Parameter(Mandatory)][switch] $AsPlainText,
    [switch] $Force
)
process {
    $secret = [securestring]::new()
    foreach ($character in $String.ToCharArray()) {
        $secret.AppendChar($character)
    }
    $secret.MakeReadOnly()
    $secret
}
