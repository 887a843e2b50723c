using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Says what kind of failure an exception of the HTTP stack is. The only place that looks at them.</summary>
public static class FailureClassifier
{
    /// <summary>The kind of failure.</summary>
    /// <param name="exception">What was thrown while sending or receiving; not a cancellation.</param>
    /// <param name="headersReceived">Whether the answer's headers had come.</param>
    public static Outcome Classify(Exception exception, bool headersReceived)
    {
        if (OwnWords(exception) is not null)
        {
            return Outcome.ThisMachine;
        }

        if (Find<AuthenticationException>(exception) is not null)
        {
            return Outcome.Tls;
        }

        if (Find<UnknownEncodingException>(exception) is not null)
        {
            return Outcome.Protocol;
        }

        if (Find<ConnectionClosedException>(exception) is not null)
        {
            return Closed(headersReceived);
        }

        if (Find<HttpProtocolException>(exception) is { ErrorCode: var code })
        {
            return code switch
            {
                Http2Errors.ClosedAfterIdle => Closed(headersReceived),
                Http2Errors.Refused or Http2Errors.LeftOutAfterIdle => Outcome.RefusedStream,
                _ => Outcome.Protocol,
            };
        }

        if (Find<SocketException>(exception) is { } socket)
        {
            return Classify(socket.SocketErrorCode);
        }

        // The stack wraps what it knows into what it knows less of.
        for (var each = exception; each is not null; each = each.InnerException)
        {
            var error = each switch
            {
                HttpRequestException request => request.HttpRequestError,
                // HTTP/2 errors come as this one too.
                HttpIOException io => io.HttpRequestError,
                _ => HttpRequestError.Unknown,
            };
            if (error != HttpRequestError.Unknown)
            {
                return Classify(error, headersReceived);
            }
        }

        if (exception is HttpRequestException && exception.Message.Contains("HTTP/2", StringComparison.Ordinal))
        {
            // No SETTINGS came. The stack keeps no cause and no code of that, only these words.
            return Outcome.Protocol;
        }

        return Find<IOException>(exception) is not null ? Outcome.ConnectionReset : Outcome.Other;
    }

    /// <summary>Whether the request met the end of a connection that had been idle, before any answer.</summary>
    /// <param name="exception">As above.</param>
    /// <param name="headersReceived">As above.</param>
    internal static bool MetIdleEnd(Exception exception, bool headersReceived) =>
        !headersReceived
        && (
            Find<ConnectionClosedException>(exception) is { AfterIdle: true }
            || Find<HttpProtocolException>(exception)
                is { ErrorCode: Http2Errors.ClosedAfterIdle or Http2Errors.LeftOutAfterIdle }
        );

    /// <summary>
    /// What to say of a fault of this machine, of a code of ours, which the stack knows as a number only, and of a name that leads nowhere, whose words
    /// ("Name or service not known") do not say whose; null for anything else.
    /// </summary>
    /// <param name="exception">As above.</param>
    internal static string? Words(Exception exception) => OwnWords(exception) ?? OthersWords(exception);

    private static string? OwnWords(Exception exception) =>
        Find<OwnFaultException>(exception)?.Message
        ?? (Find<SocketException>(exception) is { } local ? LocalFault.Words(local) : null);

    private static string? OthersWords(Exception exception) =>
        Find<HttpProtocolException>(exception)?.ErrorCode switch
        {
            Http2Errors.ClosedAfterIdle => new ConnectionClosedException(afterIdle: true).Message,
            Http2Errors.Refused => "the server refused the stream: it has not processed the request",
            Http2Errors.LeftOutAfterIdle => "the server closes the connection and has not processed the request",
            _ => Classify(exception, headersReceived: false) == Outcome.Dns
                ? $"DNS failure: {exception.Message}"
                : null,
        };

    private static Outcome Closed(bool headersReceived) =>
        headersReceived ? Outcome.TruncatedBody : Outcome.ConnectionClosed;

    private static Outcome Classify(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => Outcome.ConnectionRefused,
            SocketError.TimedOut => Outcome.TimedOut,
            SocketError.ConnectionReset
            or SocketError.ConnectionAborted
            or SocketError.Shutdown
            or SocketError.NetworkReset => Outcome.ConnectionReset,
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
                Outcome.Dns,
            _ => Outcome.Unreachable,
        };

    private static Outcome Classify(HttpRequestError error, bool headersReceived) =>
        error switch
        {
            HttpRequestError.NameResolutionError => Outcome.Dns,
            HttpRequestError.ProxyTunnelError => Outcome.Unreachable,
            HttpRequestError.ConnectionError => Outcome.Unreachable,
            HttpRequestError.SecureConnectionError => Outcome.Tls,
            HttpRequestError.ResponseEnded => Closed(headersReceived),
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
