using System.Globalization;
using System.Text;

namespace BatchLoadTest.Bench;

/// <summary>
/// The journal of a run that never was: the first line of a real one, then as many seconds as wanted, with the same
/// latencies for the same seed.
/// </summary>
internal static class SimulatedJournal
{
    private const int BatchesPerSecond = 20;

    private static readonly string[] Steps = ["upload", "metadata", "verify", "create", "poll", "output", "errors"];

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstLine">The first line of a real journal.</param>
    /// <param name="seconds">How many seconds.</param>
    /// <param name="requestsPerSecond">How many requests in each, shared by the steps.</param>
    /// <returns>Requests in it.</returns>
    public static async Task<long> WriteAsync(string path, string firstLine, int seconds, int requestsPerSecond)
    {
        var random = new Random(1);
        var start = DateTimeOffset.UnixEpoch.AddYears(56).ToUnixTimeSeconds();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync(firstLine);
        var text = new StringBuilder();
        for (var second = 0; second < seconds; second++)
        {
            text.Clear();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{{\"type\":\"second\",\"t\":{start + second},\"users\":500,\"started\":{BatchesPerSecond},\"ended\":{BatchesPerSecond},"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"\"cpu\":0.2,\"created\":{BatchesPerSecond},\"rows\":{BatchesPerSecond * 10},\"steps\":{{"
            );
            foreach (var step in Steps)
            {
                AppendStep(text, random, step, requestsPerSecond / Steps.Length);
            }

            text.Length--;
            text.Append("},\"failures\":[],\"batches\":[");
            for (var batch = 0; batch < BatchesPerSecond; batch++)
            {
                AppendBatch(text, (second * BatchesPerSecond) + batch);
            }

            text.Length--;
            text.Append("]}");
            await file.WriteLineAsync(text);
        }

        return (long)seconds * (requestsPerSecond / Steps.Length) * Steps.Length;
    }

    private static void AppendStep(StringBuilder text, Random random, string step, int requests)
    {
        text.Append(CultureInfo.InvariantCulture, $"\"{step}\":{{\"sent\":1000,\"received\":2000,\"latency\":");
        AppendHistogram(text, random, requests);
        text.Append(",\"first_byte\":");
        AppendHistogram(text, random, requests);
        text.Append("},");
    }

    // Log-normal around 20 ms, to three significant digits as the program's own.
    private static void AppendHistogram(StringBuilder text, Random random, int requests)
    {
        SortedDictionary<long, long> buckets = [];
        for (var request = 0; request < requests; request++)
        {
            var normal =
                Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var microseconds = 20_000 * Math.Exp(0.4 * normal);
            var unit = Math.Pow(10, Math.Floor(Math.Log10(microseconds)) - 2);
            var value = (long)(Math.Round(microseconds / unit) * unit);
            buckets[value] = buckets.GetValueOrDefault(value) + 1;
        }

        var sum = buckets.Sum(bucket => bucket.Key * bucket.Value) * 10;
        text.Append(
            CultureInfo.InvariantCulture,
            $"{{\"count\":{requests},\"sum\":{sum},\"min\":{buckets.Keys.First() * 10},\"max\":{buckets.Keys.Last() * 10},\"buckets\":["
        );
        var last = 0L;
        foreach (var (value, count) in buckets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value - last},{count},");
            last = value;
        }

        text.Length--;
        text.Append("]}");
    }

    private static void AppendBatch(StringBuilder text, int number) =>
        text.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"batch_{number}\",\"user\":1,\"outcome\":\"completed\",")
            .Append("\"last_status\":\"completed\",\"turnaround\":30000000,\"polls\":3,\"rows\":10,\"output_rows\":10,")
            .Append("\"error_rows\":0,\"created_at\":\"2026-01-01T00:00:00+00:00\",\"queued\":0,\"running\":20000000,")
            .Append("\"finalizing\":0,\"observation_lag\":10000000,\"statuses\":[[\"completed\",30000000]],")
            .Append("\"findings\":{\"expected\":10,\"output_rows\":10,\"complete\":1}},");
}
