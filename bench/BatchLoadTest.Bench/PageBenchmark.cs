namespace BatchLoadTest.Bench;

/// <summary>What the page costs the generator: the same paced load headless, and with three pages open.</summary>
internal static class PageBenchmark
{
    private const int Pages = 3;
    private const int Users = 720;
    private const int ShortSeconds = 15;
    private const int LongSeconds = 45;
    private const int Port = 18_089;
    private const double TargetShare = 0.05;

    private static readonly string[] Load = ["--spawn-rate", "720", "--wait", "1s"];

    public static async Task<int> RunAsync(int rounds)
    {
        var program = await BuiltProgram.BuildAsync();
        using var mock = await MockServer.StartAsync(program);
        Console.WriteLine(
            $"{Users} users, in turn; CPU ms a request, slope of {ShortSeconds} s and {LongSeconds} s runs: no start in it"
        );
        Console.WriteLine("             requests/s   headless   with 3 pages   more");
        List<double> more = [];
        for (var round = 1; round <= rounds; round++)
        {
            var headless = await SlopeAsync(seconds => MeasureAsync(mock, program, seconds, "--headless"));
            var paged = await SlopeAsync(seconds => WithPagesAsync(mock, program, seconds));
            more.Add((paged.Cpu / headless.Cpu) - 1);
            Console.WriteLine(
                $"round {round, 2} {paged.Rate, 14:N0} {headless.Cpu, 10:0.0000} {paged.Cpu, 14:0.0000} {more[^1], 6:P1}"
            );
        }

        var median = more.Order().ElementAt(more.Count / 2);
        Console.WriteLine(
            $"median: {median:P1} more   target < {TargetShare:P0} {(median < TargetShare ? "met" : "MISSED")}"
        );
        return 0;
    }

    private static async Task<(double Cpu, double Rate)> SlopeAsync(Func<int, Task<RunCost>> measure)
    {
        var shorter = await measure(ShortSeconds);
        var longer = await measure(LongSeconds);
        return (longer.SlopePerThousand(shorter), longer.Requests / (double)LongSeconds);
    }

    private static async Task<RunCost> MeasureAsync(
        MockServer mock,
        BuiltProgram program,
        int seconds,
        params string[] mode
    )
    {
        await mock.ResetAsync();
        var usage = await program.MeasureAsync(mock, Users, [.. Load, "--run-time", $"{seconds}s"], mode);
        return new RunCost(usage, await mock.RequestsAsync());
    }

    private static async Task<RunCost> WithPagesAsync(MockServer mock, BuiltProgram program, int seconds)
    {
        using var end = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Pages).Select(_ => ReadAsync(end.Token)).ToList();
        var cost = await MeasureAsync(
            mock,
            program,
            seconds,
            "--autostart",
            "--autoquit",
            "0s",
            "--web-port",
            $"{Port}"
        );
        await end.CancelAsync();
        var bytes = (await Task.WhenAll(readers)).Sum();
        return bytes > 0 ? cost : throw new InvalidOperationException("no page was ever sent anything");
    }

    /// <summary>One open page: reads what it is sent until the program ends. Returns bytes.</summary>
    private static async Task<long> ReadAsync(CancellationToken end)
    {
        using var client = new HttpClient();
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (bytes == 0 && !end.IsCancellationRequested)
        {
            try
            {
                await using var events = await client.GetStreamAsync(
                    new Uri($"http://127.0.0.1:{Port}/live/events"),
                    end
                );
                int read;
                while ((read = await events.ReadAsync(buffer, end)) > 0)
                {
                    bytes += read;
                }
            }
            catch (Exception exception)
                when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                // Not there yet, or no more.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }
        }

        return bytes;
    }
}
