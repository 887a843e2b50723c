using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi;

/// <summary>Says what kind of failure an exception of the HTTP stack is. The only place that looks at them.</summary>
public static class FailureClassifier
{
    /// <summary>The kind of failure.</summary>
    /// <param name="exception">What was thrown while sending or receiving; not a cancellation.</param>
    /// <param name="headersReceived">Whether the answer's headers had come.</param>
    public static Outcome Classify(Exception exception, bool headersReceived)
    {
        if (Find<AuthenticationException>(exception) is not null)
        {
            return Outcome.Tls;
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return Classify(socket.SocketErrorCode);
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => Classify(
                request.HttpRequestError,
                headersReceived
            ),
            // HTTP/2 errors come as this one too.
            HttpIOException io => Classify(io.HttpRequestError, headersReceived),
            IOException => Outcome.ConnectionReset,
            _ => exception.InnerException is { } inner ? Classify(inner, headersReceived) : Outcome.Other,
        };
    }

    private static Outcome Classify(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => Outcome.ConnectionRefused,
            SocketError.TimedOut => Outcome.TimedOut,
            SocketError.ConnectionReset
            or SocketError.ConnectionAborted
            or SocketError.Shutdown
            or SocketError.NetworkReset => Outcome.ConnectionReset,
            _ => Outcome.Unreachable,
        };

    private static Outcome Classify(HttpRequestError error, bool headersReceived) =>
        error switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError => Outcome.Unreachable,
            HttpRequestError.ConnectionError => Outcome.Unreachable,
            HttpRequestError.SecureConnectionError => Outcome.Tls,
            HttpRequestError.ResponseEnded => headersReceived ? Outcome.TruncatedBody : Outcome.ConnectionReset,
            HttpRequestError.HttpProtocolError
            or HttpRequestError.InvalidResponse
            or HttpRequestError.VersionNegotiationError
            or HttpRequestError.ConfigurationLimitExceeded
            or HttpRequestError.ExtendedConnectNotSupported => Outcome.Protocol,
            _ => Outcome.Other,
        };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
