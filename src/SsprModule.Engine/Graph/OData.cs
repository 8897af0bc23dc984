namespace SsprModule.Engine.Graph;

/// <summary>Pieces of OData expressions.</summary>
internal static class OData
{
    /// <summary>A string literal; a quote within is doubled.</summary>
    public static string Quote(string value) => "'" + string.Join("''", value.Split('\'')) + "'";
}
