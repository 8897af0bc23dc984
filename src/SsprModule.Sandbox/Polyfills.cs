#if NET472
#pragma warning disable IDE0130 // The compiler looks for these names in these namespaces.

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class RequiredMemberAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace SsprModule.Sandbox
{
    /// <summary>What .NET Framework lacks of the string and dictionary members used here.</summary>
    internal static class Polyfills
    {
        public static bool Contains(this string text, char value, StringComparison _) => text.IndexOf(value) >= 0;

        public static bool Contains(this string text, string value, StringComparison comparison)
            => text.IndexOf(value, comparison) >= 0;

        public static bool StartsWith(this string text, char value) => text.Length > 0 && text[0] == value;

        public static bool EndsWith(this string text, char value) => text.Length > 0 && text[text.Length - 1] == value;

        public static int IndexOf(this string text, char value, StringComparison _) => text.IndexOf(value);

        public static string Replace(this string text, string old, string with, StringComparison _) => text.Replace(old, with);

        public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value)
        {
            key = pair.Key;
            value = pair.Value;
        }
    }
}
#endif
