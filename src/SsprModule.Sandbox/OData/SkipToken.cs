using System.Globalization;
using System.Text;
using SsprModule.Sandbox.Http;
using SsprModule.Sandbox.Tenant;

namespace SsprModule.Sandbox.OData;

/// <summary>The opaque $skiptoken: where the next page starts, bound to the path it was given for.</summary>
internal static class SkipToken
{
    public static string Write(int position, string path)
    {
        var number = position.ToString(CultureInfo.InvariantCulture);
        var check = Seal(number, path);
        return System.Convert.ToBase64String(Encoding.ASCII.GetBytes(number + "." + check)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static int Read(string? token, string path)
    {
        if (token is null)
        {
            return 0;
        }

        try
        {
            var padded = token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
            var parts = Encoding.ASCII.GetString(System.Convert.FromBase64String(padded)).Split('.');
            if (parts.Length == 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                && parts[1] == Seal(parts[0], path))
            {
                return position;
            }
        }
        catch (FormatException)
        {
            // Falls through to the refusal.
        }

        throw GraphErrors.BadRequest("The skip token is invalid or has expired.");
    }

    private static string Seal(string number, string path)
        => Hash.Text(number + "|" + path.ToUpperInvariant()).ToString("x16", CultureInfo.InvariantCulture);
}
