using SsprModule.Errors;

namespace SsprModule;

/// <summary>What a -User parameter may hold.</summary>
internal static class UserName
{
    /// <summary>Checks the form before anything is sent; whether the user exists is for the service to say.</summary>
    /// <param name="value">A user principal name or an object id.</param>
    /// <returns>The name without surrounding blanks, or the id in the form that Graph takes.</returns>
    /// <exception cref="SsprException"><see cref="SsprErrorId.UserNameInvalid"/>: neither of the two.</exception>
    public static string Check(string value)
    {
        var name = value.Trim();
        return Guid.TryParse(name, out var id) ? id.ToString("D")
            : IsPrincipalName(name) ? name
            : throw new SsprException(SsprErrorId.UserNameInvalid, value) { Target = value };
    }

    private static bool IsPrincipalName(string name)
    {
        var at = name.IndexOf('@');
        return at > 0 && at < name.Length - 1 && at == name.LastIndexOf('@')
            && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '\\' or '?' or '%');
    }
}
