using System.Globalization;
using System.Runtime.CompilerServices;

namespace SsprModule.Engine.Tests.Connection;

/// <summary>Texts are compared in English on every machine.</summary>
internal static class EnglishTests
{
    [ModuleInitializer]
    internal static void Set() => CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
}
