using System.Security.Cryptography;
using System.Text;
using SsprModule.Contracts;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo.Import;

/// <summary>One row of an import.</summary>
/// <param name="Number">Its number, as people count it.</param>
/// <param name="Values">What it says.</param>
/// <param name="Problem">Why it can't be used at all, or null.</param>
internal sealed record ContactRow(int Number, ContactValues Values, Reason? Problem)
{
    /// <summary>Equal for rows that say the same of the same user.</summary>
    public string Key()
    {
        var text = string.Join("\n", User(), Values.MobilePhone?.Trim(), Values.AlternateMobilePhone?.Trim(), Values.OfficePhone?.Trim(), Values.Email?.Trim(), Values.Country?.Trim());
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 15);
    }

    /// <summary>The user's name, the same however it is written.</summary>
    public string User() => Values.User.Trim().ToUpperInvariant();
}
