namespace BatchLoadTest.Bench;

/// <summary>What a virtual user costs while it waits: the memory of many users over that of one.</summary>
internal static class WaitingBenchmark
{
    private const double TargetKilobytes = 4;

    // Users who all start at once would need a connection each at first, which is another question.
    private const int SpawnSeconds = 20;
    private const int RunSeconds = 60;
    private const int SteadySeconds = 20;

    public static async Task<int> RunAsync(int users)
    {
        var program = await BuiltProgram.BuildAsync();
        using var mock = await MockServer.StartAsync(program);
        Console.WriteLine(
            $"{RunSeconds} s, --wait 1s-3s --step-wait 1s-3s; memory in MB, steady = median of the last {SteadySeconds} s"
        );
        Console.WriteLine(
            " users   steady RSS   steady anonymous   peak RSS   open files   CPU s   CPU of one core   requests/s"
        );
        var one = await MeasureAsync(mock, program, 1);
        var many = await MeasureAsync(mock, program, users);
        Console.WriteLine();
        PrintPerUser("steady RSS", SteadyOf(one, sample => sample.Resident), SteadyOf(many, sample => sample.Resident));
        PrintPerUser(
            "steady anonymous",
            SteadyOf(one, sample => sample.Anonymous),
            SteadyOf(many, sample => sample.Anonymous)
        );
        PrintPerUser("peak RSS", one.Usage.PeakKilobytes, many.Usage.PeakKilobytes);
        return 0;

        void PrintPerUser(string what, double idle, double loaded) =>
            Console.WriteLine(
                $"{what, -17} {(loaded - idle) / users, 6:0.00} KB per waiting user over the idle process"
                    + $"   target ≤ {TargetKilobytes:0} {((loaded - idle) / users <= TargetKilobytes ? "met" : "MISSED")}"
            );
    }

    private static async Task<RunCost> MeasureAsync(MockServer mock, BuiltProgram program, int users)
    {
        await mock.ResetAsync();
        string[] load = ["--spawn-rate", $"{Math.Max(1, users / SpawnSeconds)}", "--run-time", $"{RunSeconds}s"];
        string[] waits = ["--wait", "1s-3s", "--step-wait", "1s-3s"];
        var usage = await program.MeasureAsync(mock, users, [.. load, .. waits]);
        var cost = new RunCost(usage, await mock.RequestsAsync());
        Console.WriteLine(
            $"{users, 6} {SteadyOf(cost, sample => sample.Resident) / 1024, 12:0.0} "
                + $"{SteadyOf(cost, sample => sample.Anonymous) / 1024, 18:0.0} {usage.PeakKilobytes / 1024.0, 10:0.0} "
                + $"{SteadyOf(cost, sample => sample.Files), 12:0} "
                + $"{usage.Cpu.TotalSeconds, 7:0.00} {usage.Cpu / usage.Elapsed, 17:P1} "
                + $"{cost.Requests / usage.Elapsed.TotalSeconds, 12:N0}"
        );
        return cost;
    }

    private static double SteadyOf(RunCost cost, Func<MemorySample, long> value)
    {
        var (end, length) = (
            RunSeconds / MemorySample.Interval.TotalSeconds,
            SteadySeconds / MemorySample.Interval.TotalSeconds
        );
        var steady = cost.Usage.Samples.Take((int)end).TakeLast((int)length).Select(value).Order().ToArray();
        return steady[steady.Length / 2];
    }
}
