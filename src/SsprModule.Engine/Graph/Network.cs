using System.Net;

namespace SsprModule.Engine.Graph;

/// <summary>The last handler of both clients where no other is given.</summary>
internal static class Network
{
    /// <summary>
    /// A handler that follows no redirect by itself: below ours, one would take a body with a password along to wherever a
    /// proxy points. Handlers above decide, see <see cref="TokenHandler"/>.
    /// </summary>
    public static HttpMessageHandler Create() =>
#if NET
        new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
#else
        new WinHttpHandler
        {
            AutomaticRedirection = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            WindowsProxyUsePolicy = WindowsProxyUsePolicy.UseWinInetProxy,
            SendTimeout = Timeout.InfiniteTimeSpan,
            ReceiveHeadersTimeout = Timeout.InfiniteTimeSpan,
            ReceiveDataTimeout = Timeout.InfiniteTimeSpan,
        };
#endif
}
