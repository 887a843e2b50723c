using BatchLoadTest.Load;
using NBomber.Contracts;
using NBomber.CSharp;

namespace BatchLoadTest.NBomber;

/// <summary>
/// Makes NBomber's responses. Always by the generic methods: as far as the sources can be read, the others drop the
/// latency that is given.
/// </summary>
internal static class Responses
{
    public static Response<object> Of(StepReport report) => Of(report, report.Latency ?? TimeSpan.Zero);

    /// <param name="report">How it ended.</param>
    /// <param name="latency">Its latency; zero to let NBomber take the time.</param>
    public static Response<object> Of(StepReport report, TimeSpan latency) =>
        report.Failed
            ? Response.Fail<object>(
                statusCode: report.Code,
                message: report.Message ?? "",
                sizeBytes: report.Bytes,
                customLatencyMs: latency.TotalMilliseconds
            )
            : Response.Ok<object>(
                statusCode: report.Code,
                sizeBytes: report.Bytes,
                message: report.Message ?? "",
                customLatencyMs: latency.TotalMilliseconds
            );
}
