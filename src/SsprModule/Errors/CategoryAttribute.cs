using System.Management.Automation;

namespace SsprModule.Errors;

/// <summary>The category that PowerShell shows for an error id.</summary>
/// <param name="category">The category.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class CategoryAttribute(ErrorCategory category) : Attribute
{
    /// <summary>The category.</summary>
    public ErrorCategory Category => category;
}
