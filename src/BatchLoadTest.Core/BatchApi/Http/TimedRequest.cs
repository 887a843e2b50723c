using System.Net.Http;
using System.Net.Http.Headers;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// A request that takes note of its times, those of the connection that is opened for it included. The stack hands it to
/// whoever connects: an event listener would cost every request more than it takes.
/// </summary>
/// <param name="method">HTTP method.</param>
/// <param name="uri">Absolute address.</param>
/// <param name="intendedStart">Time stamp of the moment when it was to start.</param>
internal sealed class TimedRequest(HttpMethod method, Uri uri, long intendedStart) : HttpRequestMessage(method, uri)
{
    private long start;
    private long connectBegan;
    private long connected;
    private long secured;

    /// <summary>Time stamp of the moment when it was to start.</summary>
    public long IntendedStart => intendedStart;

    /// <summary>Time stamp of the moment when it was handed to the stack.</summary>
    public long Start => start;

    /// <summary>Time stamp of the answer's headers; of the start where none came.</summary>
    public long FirstByte { get; private set; }

    /// <summary>Bytes of its body; known once it has begun, for the body is disposed of with it.</summary>
    public long Length { get; private set; }

    /// <summary>Status of its answer; 0 where none came.</summary>
    public int Status { get; private set; }

    /// <summary>The headers of its answer; null where none came.</summary>
    public HttpResponseHeaders? Answer { get; private set; }

    /// <summary>It is handed to the stack.</summary>
    public void Begin(long timestamp)
    {
        Length = Content?.Headers.ContentLength ?? 0;
        start = FirstByte = timestamp;
    }

    /// <summary>The headers of its answer have come.</summary>
    public void Answered(HttpResponseMessage answer, long timestamp)
    {
        (Answer, Status) = (answer.Headers, (int)answer.StatusCode);
        FirstByte = timestamp;
    }

    /// <summary>Somebody begins to connect for it.</summary>
    public void ConnectBegins(long timestamp) => Volatile.Write(ref connectBegan, timestamp);

    /// <summary>The socket is connected.</summary>
    public void Connected(long timestamp) => Volatile.Write(ref connected, timestamp);

    /// <summary>TLS is done: what follows is HTTP.</summary>
    public void Secured(long timestamp) => Volatile.Write(ref secured, timestamp);

    /// <summary>Where its time went before its first byte; to be asked once it is over.</summary>
    /// <param name="timeProvider">Clock of its times.</param>
    /// <param name="isQueued">Whether it had to wait for a connection.</param>
    public PhaseTimes Phases(TimeProvider timeProvider, bool isQueued)
    {
        var (connecting, securing) = Connection();
        var sending = Content is UploadContent upload ? upload.SendingTime(until: FirstByte) : 0;
        return new PhaseTimes(Time(connecting), Time(securing), Time(sending))
        {
            Queued = isQueued ? Time(start - intendedStart) : TimeSpan.Zero,
        };

        TimeSpan Time(long timestamps) => timeProvider.GetElapsedTime(0, timestamps);
    }

    // Zero where no connection was opened for it, or none that was ready in time: another one may have been free sooner.
    private (long Connecting, long Securing) Connection()
    {
        var (began, opened) = (Volatile.Read(ref connectBegan), Volatile.Read(ref connected));
        var done = Volatile.Read(ref secured) is var at and > 0 ? at : opened;
        return began == 0 || opened < began || done < opened || done > FirstByte
            ? (0, 0)
            : (opened - began, done - opened);
    }
}
