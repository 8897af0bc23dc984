using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;
using SsprModule.Models;
using SsprModule.Text;

namespace SsprModule.Engine.ContactInfo;

/// <summary>Brings phone numbers into the form that Graph takes, with the numbering plans of libphonenumber.</summary>
internal static class PhoneNumberForm
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();
    private static readonly Regex Extension = new(@"\s*(?:;ext=|extension|ext\.?|toestel|tst\.?|x|#)\s*([0-9]{1,10})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Reads a number in any common form.</summary>
    /// <param name="text">The number as somebody wrote it.</param>
    /// <param name="method">Which phone it is for: only the office phone can have an extension.</param>
    /// <param name="country">Two-letter code of the country of a number without one; null when that is not known.</param>
    /// <returns>The number as <c>+31 612345678</c> or with extension <c>+31 201234567x89</c>, or what is wrong with it.</returns>
    public static PhoneReading Read(string text, SsprMethodKind method, string? country)
    {
        var number = text.Trim();
        if (number.StartsWith("=", StringComparison.Ordinal))
        {
            return PhoneReading.Refuse("CellIsFormula");
        }

        var match = Extension.Match(number);
        var extension = match.Success ? match.Groups[1].Value : null;
        number = match.Success ? number.Substring(0, match.Index) : number;
        if (number.Any(char.IsLetter))
        {
            return PhoneReading.Refuse("PhoneLetters");
        }

        if (extension is not null && method != SsprMethodKind.OfficePhone)
        {
            return PhoneReading.Refuse("PhoneExtension");
        }

        var region = country?.Trim().ToUpperInvariant();
        if (number.StartsWith("+", StringComparison.Ordinal))
        {
            return Parse(number, null, extension);
        }

        return region is null ? PhoneReading.Refuse("PhoneWithoutCountry")
            : !Plans.GetSupportedRegions().Contains(region) ? PhoneReading.Refuse("CountryUnknown", country)
            : Parse(number, region, extension);
    }

    private static PhoneReading Parse(string text, string? region, string? extension)
    {
        PhoneNumber number;
        try
        {
            number = Plans.ParseAndKeepRawInput(text, region ?? "ZZ");
        }
        catch (NumberParseException e)
        {
            return PhoneReading.Refuse(e.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => "PhoneCountryCode",
                ErrorType.TOO_LONG => "PhoneTooLong",
                _ => "PhoneTooShort",
            });
        }

        switch (Plans.IsPossibleNumberWithReason(number))
        {
            case PhoneNumberUtil.ValidationResult.TOO_LONG:
                return PhoneReading.Refuse("PhoneTooLong");
            case PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE:
                return PhoneReading.Refuse("PhoneCountryCode");
            case PhoneNumberUtil.ValidationResult.TOO_SHORT or PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY or PhoneNumberUtil.ValidationResult.INVALID_LENGTH:
                return PhoneReading.Refuse("PhoneTooShort");
        }

        // A number with its country code is taken even when the plan does not know the range: plans grow. One without may
        // simply belong to another country.
        var isValid = Plans.IsValidNumber(number);
        var hasCode = number.CountryCodeSource is PhoneNumber.Types.CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN or PhoneNumber.Types.CountryCodeSource.FROM_NUMBER_WITH_IDD;
        if (!isValid && !hasCode)
        {
            return PhoneReading.Refuse("PhoneNotInPlan", region);
        }

        var form = string.Format(CultureInfo.InvariantCulture, "+{0} {1}", number.CountryCode, Plans.GetNationalSignificantNumber(number));
        return new PhoneReading(extension is null ? form : $"{form}x{extension}", null) { IsUnusual = !isValid };
    }
}

/// <summary>What a text is as a phone number.</summary>
/// <param name="Number">The number in Graph's form; null when it can't be used.</param>
/// <param name="Problem">What is wrong with it; null when it can be used.</param>
internal sealed record PhoneReading(string? Number, Reason? Problem)
{
    /// <summary>True when the numbering plan does not know such a number.</summary>
    public bool IsUnusual { get; init; }

    /// <summary>A number that can't be used.</summary>
    public static PhoneReading Refuse(string reason, params object?[] arguments) => new(null, new Reason(reason, arguments));
}
