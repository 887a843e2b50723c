using System.Globalization;
using BatchLoadTest.Bench;

const int DefaultRounds = 5;
const int DefaultUsers = 10_000;
const int DefaultSeconds = 3_600;

// The first two are started by the benchmarks themselves, as processes of their own.
switch (args)
{
    case ["bare-loop", var host, var key, var file, var users, var workflows]:
        using (var loop = new BareLoop(new Uri(host), key, await File.ReadAllBytesAsync(file), Number(workflows)))
        {
            await loop.RunAsync(Number(users));
        }

        return 0;
    case ["launch", var report, var program, .. var arguments]:
        return await Launcher.RunAsync(report, program, arguments);
    case []:
        return await OverheadBenchmark.RunAsync(DefaultRounds);
    case ["overhead", var rounds]:
        return await OverheadBenchmark.RunAsync(Number(rounds));
    case ["waiting"]:
        return await WaitingBenchmark.RunAsync(DefaultUsers);
    case ["waiting", var users]:
        return await WaitingBenchmark.RunAsync(Number(users));
    case ["page"]:
        return await PageBenchmark.RunAsync(3);
    case ["page", var rounds]:
        return await PageBenchmark.RunAsync(Number(rounds));
    case ["report"]:
        return await ReportBenchmark.RunAsync(DefaultSeconds);
    case ["report", var seconds]:
        return await ReportBenchmark.RunAsync(Number(seconds));
    default:
        await Console.Error.WriteLineAsync(
            "usage: [overhead ROUNDS | waiting [USERS] | page [ROUNDS] | report [SECONDS]]"
        );
        return 2;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
