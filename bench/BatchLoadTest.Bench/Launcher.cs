using System.Diagnostics;
using System.Text.Json;

namespace BatchLoadTest.Bench;

/// <summary>
/// A process that starts one program, waits for it and writes down what the system charged to it. One launcher for
/// each run, since the system only tells the sum over all children.
/// </summary>
internal static class Launcher
{
    public static async Task<int> RunAsync(string report, string program, IEnumerable<string> arguments)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        using var child = Process.Start(new ProcessStartInfo(program, arguments))!;
        var samples = new List<MemorySample>();
        var end = child.WaitForExitAsync();
        while (await Task.WhenAny(end, Task.Delay(MemorySample.Interval, clock)) != end)
        {
            if (MemorySample.Take(child.Id) is { } sample)
            {
                samples.Add(sample);
            }
        }

        var elapsed = clock.GetElapsedTime(start);
        var (user, system, peak) = ResourceUsage.OfChildren();
        var usage = new ChildUsage(child.ExitCode, user, system, elapsed, peak, samples);
        await File.WriteAllTextAsync(report, JsonSerializer.Serialize(usage));
        return 0;
    }

    /// <summary>Starts a launcher for a program that has to succeed.</summary>
    /// <exception cref="InvalidOperationException">The program ended with another exit code than 0.</exception>
    public static Task<ChildUsage> MeasureAsync(string program, params IEnumerable<string> arguments) =>
        MeasureAsync(program, expected: 0, arguments);

    /// <summary>Starts a launcher for a program that has to end with a certain exit code.</summary>
    /// <exception cref="InvalidOperationException">The program ended with another one.</exception>
    public static async Task<ChildUsage> MeasureAsync(
        string program,
        int expected,
        params IEnumerable<string> arguments
    )
    {
        var report = Path.GetTempFileName();
        try
        {
            var output = await Tool.RunAsync(Environment.ProcessPath!, ["launch", report, program, .. arguments]);
            var usage = JsonSerializer.Deserialize<ChildUsage>(await File.ReadAllTextAsync(report))!;
            return usage.ExitCode == expected
                ? usage
                : throw new InvalidOperationException($"{program} ended with {usage.ExitCode}:\n{output}");
        }
        finally
        {
            File.Delete(report);
        }
    }
}
