using System.ComponentModel;
using System.Diagnostics;
using SsprModule.Errors;

namespace SsprModule;

/// <summary>The system's browser, behind a seam, because a test must not open one.</summary>
internal static class Browser
{
    private static Action<Uri> open = Start;

    /// <summary>Opens a page.</summary>
    /// <exception cref="SsprException">BrowserUnavailable: this machine has none, as a server may.</exception>
    public static void Open(Uri page) => open(page);

    /// <summary>Puts something else in its place, or with null the real one. For tests.</summary>
    internal static void Replace(Action<Uri>? replacement) => open = replacement ?? Start;

    private static void Start(Uri page)
    {
        try
        {
            using var started = Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new SsprException(SsprErrorId.BrowserUnavailable, e, page.AbsoluteUri) { Target = page };
        }
    }
}
