using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A collector of OpenTelemetry that keeps the last value of each sum, and all spans.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> values = new(StringComparer.Ordinal);
    private readonly List<ReceivedSpan> spans = [];

    private OtlpReceiver(WebApplication application) => this.application = application;

    public string Address =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            lock (gate)
            {
                return [.. spans];
            }
        }
    }

    /// <summary>Requests that were not to the path that OTLP names.</summary>
    public int WrongPaths { get; private set; }

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver.application.Run(receiver.TakeAsync);
        await receiver.application.StartAsync();
        return receiver;
    }

    /// <summary>The last value of a metric: of a sum its value, of a histogram its count; by name and attributes.</summary>
    public double Value(string name)
    {
        lock (gate)
        {
            return values.TryGetValue(name, out var value)
                ? value
                : throw new KeyNotFoundException($"{name} is not among {string.Join(", ", values.Keys)}");
        }
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (gate)
        {
            var isTraces = context.Request.Path == "/v1/traces";
            WrongPaths += isTraces || context.Request.Path == "/v1/metrics" ? 0 : 1;
            foreach (var message in Messages(body.ToArray(), 1, 2, 2))
            {
                if (isTraces)
                {
                    spans.Add(ReadSpan(message));
                }
                else
                {
                    Keep(message);
                }
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    // Metric: name 1, gauge 5, sum 7, histogram 9; each with data points in 1. Of a point: attributes are 7 (9 of a
    // histogram's), the value 6 as a fixed integer or 4 as a double (a histogram's count).
    private void Keep(byte[] metric)
    {
        var fields = ProtobufFields.Read(metric).ToList();
        var name = System.Text.Encoding.UTF8.GetString(fields.First(field => field.Number == 1).Bytes);
        foreach (var data in fields.Where(field => field.Number is 5 or 7 or 9))
        {
            foreach (var point in Messages(data.Bytes, 1))
            {
                var parts = ProtobufFields.Read(point).ToList();
                var attributes = parts
                    .Where(part => part.Number == (data.Number == 9 ? 9 : 7))
                    .Select(part => Attribute(part.Bytes))
                    .Order(StringComparer.Ordinal);
                var integer = parts.FirstOrDefault(part => part.Number == (data.Number == 9 ? 4 : 6));
                values[string.Join(' ', attributes.Prepend(name))] = integer.Fixed64;
            }
        }
    }

    // Span: trace 1, span 2, parent 4, name 5, attributes 9, status 15 (its code 3; 2 is an error).
    private static ReceivedSpan ReadSpan(byte[] span)
    {
        var fields = ProtobufFields.Read(span).ToList();
        var status = fields.Where(field => field.Number == 15).SelectMany(field => ProtobufFields.Read(field.Bytes));
        return new ReceivedSpan(
            Hex(1),
            Hex(2),
            Hex(4),
            System.Text.Encoding.UTF8.GetString(fields.First(field => field.Number == 5).Bytes),
            status.Any(field => field is { Number: 3, Fixed64: 2 }),
            [.. fields.Where(field => field.Number == 9).Select(field => Attribute(field.Bytes))]
        );

        string Hex(int number) =>
            Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);
    }

    private static string Attribute(byte[] attribute)
    {
        var fields = ProtobufFields.Read(attribute).ToList();
        var value = ProtobufFields.Read(fields.First(field => field.Number == 2).Bytes).First();
        // A whole number is 3, a text 1.
        var text = value.Number == 3 ? $"{value.Fixed64}" : System.Text.Encoding.UTF8.GetString(value.Bytes);
        return $"{System.Text.Encoding.UTF8.GetString(fields[0].Bytes)}={text}";
    }

    private static IEnumerable<byte[]> Messages(byte[] message, params int[] path) =>
        path.Aggregate(
            (IEnumerable<byte[]>)[message],
            (found, number) =>
                found.SelectMany(each =>
                    ProtobufFields.Read(each).Where(field => field.Number == number).Select(field => field.Bytes)
                )
        );
}
