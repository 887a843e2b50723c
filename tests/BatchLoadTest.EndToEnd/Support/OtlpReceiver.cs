using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A collector of OpenTelemetry metrics that keeps the last value of each sum.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> values = new(StringComparer.Ordinal);

    private OtlpReceiver(WebApplication application) => this.application = application;

    public string Address =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

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
            WrongPaths += context.Request.Path == "/v1/metrics" ? 0 : 1;
            foreach (var metric in Messages(body.ToArray(), 1, 2, 2))
            {
                Keep(metric);
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

    private static string Attribute(byte[] attribute)
    {
        var fields = ProtobufFields.Read(attribute).ToList();
        var value = ProtobufFields.Read(fields.First(field => field.Number == 2).Bytes).First();
        return $"{System.Text.Encoding.UTF8.GetString(fields[0].Bytes)}={System.Text.Encoding.UTF8.GetString(value.Bytes)}";
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
