namespace SsprModule.Text;

/// <summary>
/// A reason that fills a placeholder of an error or a warning, told in the language of the session when it is shown.
/// Its text is <c>Reason_&lt;name&gt;</c> in <c>Text/Messages.resx</c>.
/// </summary>
internal sealed class Reason(string name, params object?[] arguments)
{
    /// <summary>The text.</summary>
    public override string ToString() => Texts.Format("Reason_" + name, arguments);
}
