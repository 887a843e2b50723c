namespace BatchLoadTest.Bench;

/// <summary>
/// What the generator costs above a bare loop that sends the same requests: CPU, not wall time, so that a busy machine
/// disturbs less. The two take turns, so that what disturbs hits both.
/// </summary>
internal static class OverheadBenchmark
{
    private const int Users = 32;
    private const int ShortWorkflows = 10_000;
    private const int LongWorkflows = 50_000;
    private const double Target = 1.5;

    public static async Task<int> RunAsync(int rounds)
    {
        var program = await BuiltProgram.BuildAsync();
        using var mock = await MockServer.StartAsync(program);
        // Not counted: the mock server compiles itself while it serves its first requests.
        await RunBareAsync(mock, program, ShortWorkflows);

        Console.WriteLine(
            $"{rounds} rounds, {Users} users, {ShortWorkflows:N0} and {LongWorkflows:N0} workflows, "
                + $"{Environment.ProcessorCount} processors, .NET {Environment.Version}"
        );
        Console.WriteLine("CPU s/1,000 requests = CPU ms/request");
        Console.WriteLine("                  CPU s    CPU s   CPU s/1,000 requests");
        Console.WriteLine("round  program    short     long      raw    slope   requests/s   peak MB");
        var bare = new List<RoundCost>();
        var ours = new List<RoundCost>();
        for (var round = 1; round <= rounds; round++)
        {
            bare.Add(await RoundAsync(workflows => RunBareAsync(mock, program, workflows)));
            Print($"{round}", "bare", bare[^1]);
            ours.Add(await RoundAsync(workflows => RunProgramAsync(mock, program, workflows)));
            Print($"{round}", "ours", ours[^1]);
        }

        PrintMedians(bare, ours);
        return 0;
    }

    private static async Task<RoundCost> RoundAsync(Func<int, Task<RunCost>> run) =>
        new(await run(ShortWorkflows), await run(LongWorkflows));

    private static async Task<RunCost> RunBareAsync(MockServer mock, BuiltProgram program, int workflows)
    {
        await mock.ResetAsync();
        var usage = await Launcher.MeasureAsync(
            Environment.ProcessPath!,
            ["bare-loop", $"{mock.Host}", MockServer.ApiKey, program.DataFile, $"{Users}", $"{workflows}"]
        );
        return new RunCost(usage, await mock.RequestsAsync());
    }

    private static async Task<RunCost> RunProgramAsync(MockServer mock, BuiltProgram program, int workflows)
    {
        await mock.ResetAsync();
        var usage = await program.MeasureAsync(
            mock,
            Users,
            ["--spawn-rate", "100000", "--wait", "0s", "--iterations", $"{workflows}"]
        );
        return new RunCost(usage, await mock.RequestsAsync());
    }

    private static void Print(string round, string program, RoundCost cost) =>
        Console.WriteLine(
            $"{round, 5}  {program, -7} {cost.Short.Usage.Cpu.TotalSeconds, 8:0.00} "
                + $"{cost.Long.Usage.Cpu.TotalSeconds, 8:0.00} {cost.Raw, 8:0.0000} {cost.Slope, 8:0.0000} "
                + $"{cost.Long.Requests / cost.Long.Usage.Elapsed.TotalSeconds, 12:N0} "
                + $"{cost.Long.Usage.PeakKilobytes / 1024.0, 9:0}"
        );

    private static void PrintMedians(List<RoundCost> bare, List<RoundCost> ours)
    {
        var (bareRaw, oursRaw) = (Median(bare, cost => cost.Raw), Median(ours, cost => cost.Raw));
        var (bareSlope, oursSlope) = (Median(bare, cost => cost.Slope), Median(ours, cost => cost.Slope));
        Console.WriteLine();
        Console.WriteLine("median of all rounds                               bare     ours    ratio   target");
        PrintRatio("raw: the long run, the process's start included", bareRaw, oursRaw);
        PrintRatio("slope: long less short run, start taken out", bareSlope, oursSlope);
    }

    private static void PrintRatio(string what, double bare, double ours) =>
        Console.WriteLine(
            $"{what, -47} {bare, 7:0.0000} {ours, 8:0.0000} {ours / bare, 8:0.00}   ≤ {Target:0.0} "
                + (ours / bare <= Target ? "met" : "MISSED")
        );

    private static double Median(List<RoundCost> rounds, Func<RoundCost, double> value)
    {
        var sorted = rounds.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
