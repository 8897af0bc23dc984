using System.Security;
using System.Security.Cryptography;
using System.Text;
using SsprModule.Contracts;
using SsprModule.Engine.Connection;
using SsprModule.Engine.Password.Guards;
using SsprModule.Errors;

namespace SsprModule.Engine.Password;

/// <summary>The password to set, and where it comes from.</summary>
/// <param name="Password">The password.</param>
/// <param name="Generated">The same when it was generated; null when it was supplied.</param>
/// <param name="Entropy">Bits of a generated one.</param>
internal sealed record PasswordChoice(SecureString Password, SecureString? Generated, double? Entropy);

/// <summary>Gives each user of a run a password: the one that was supplied, once it is known to break no rule, or a fresh one.</summary>
internal sealed class PasswordSource : IDisposable
{
    private const int Attempts = 100;

    private readonly PasswordResetOptions options;
    private readonly TenantRules rules;
    private readonly HashSet<string> given = [];
    private readonly HMACSHA256 fingerprint = new(CryptoRandom.Bytes(32));
    private PasswordGenerator? generator;

    /// <exception cref="SsprException">PasswordRefused: the supplied password can be nobody's.</exception>
    public PasswordSource(PasswordResetOptions options, TenantRules rules)
    {
        this.options = options;
        this.rules = rules;
        if (options.NewPassword is { } password && PasswordRules.Refuse(password) is { } reason)
        {
            throw new SsprException(SsprErrorId.PasswordRefused, reason);
        }
    }

    /// <summary>The password for a user.</summary>
    /// <exception cref="SsprException">PasswordRefused or PasswordNotGenerated, before anything is sent.</exception>
    public async Task<PasswordChoice> ForAsync(PasswordResetPlan plan, IEngineLog log, CancellationToken cancellationToken)
    {
        var known = await rules.PasswordsAsync(log, cancellationToken).ConfigureAwait(false);
        if (options.NewPassword is not { } supplied)
        {
            return Generate(known, plan);
        }

        return known.Refuse(supplied, plan.Names) is { } reason
            ? throw new SsprException(SsprErrorId.PasswordRefused, reason) { Target = plan.UserPrincipalName }
            : new PasswordChoice(supplied, null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => fingerprint.Dispose();

    private PasswordChoice Generate(PasswordRules known, PasswordResetPlan plan)
    {
        lock (given)
        {
            generator ??= new PasswordGenerator(options, known.BannedTerms);
            for (var i = 0; i < Attempts && generator.Entropy > 0; i++)
            {
                var password = generator.Create();
                if (known.IsClean(password, plan.Names) && given.Add(Fingerprint(password)))
                {
                    return new PasswordChoice(password, password, Math.Round(generator.Entropy, 1));
                }

                password.Dispose();
            }
        }

        throw new SsprException(SsprErrorId.PasswordNotGenerated, plan.UserPrincipalName) { Target = plan.UserPrincipalName };
    }

    // Under a key that nobody knows, so that the set gives no password away.
    private string Fingerprint(SecureString password) => SecureStringReader.UseCharacters(password, characters =>
    {
        var bytes = Encoding.UTF8.GetBytes(characters);
        try
        {
            return Convert.ToBase64String(fingerprint.ComputeHash(bytes));
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    });
}
