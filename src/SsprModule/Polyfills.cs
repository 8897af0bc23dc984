namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 compile <c>init</c> properties and records.</summary>
internal static class IsExternalInit;

/// <summary>Lets netstandard2.0 compile parameters that take the text of another argument.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
{
    /// <summary>The parameter whose text is taken.</summary>
    public string ParameterName { get; } = parameterName;
}
