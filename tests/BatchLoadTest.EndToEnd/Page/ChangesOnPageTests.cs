using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Page;

/// <summary>A form that names some fields only changes those of the run that goes on.</summary>
public sealed class ChangesOnPageTests
{
    private static readonly string[] Load = ["--host", "mock", "--poll-interval", "100ms", "--wait", "0.1s-0.2s"];

    [Fact]
    public async Task SpawnRateAlone_KeepsTheUsersThatRun()
    {
        await using var page = await PageProgram.StartAsync([.. Load, "--users", "8", "--spawn-rate", "50"]);
        await AcceptedAsync(page, ("user_count", "20"), ("spawn_rate", "20"));
        await HasUsersAsync(page, 20);

        await AcceptedAsync(page, ("spawn_rate", "5"));
        await AcceptedAsync(page);
        await page.HasRequestsAsync(await page.HasRequestsAsync(1) + 50);

        Assert.Equal(20, await UsersAsync(page));
        await AcceptedAsync(page, ("user_count", "4"));
        await HasUsersAsync(page, 4);
    }

    [Fact]
    public async Task WhatIsFixedWhileATestRuns_IsRefusedInWords_AndChangesNothing()
    {
        await using var page = await PageProgram.StartAsync(Load);
        await AcceptedAsync(page, ("stages", "1s:3,10m:=3"));
        await HasUsersAsync(page, 3);

        // What it has already is no change.
        await AcceptedAsync(page, ("stages", "1s:3,10m:=3"), ("host", "mock"));
        await RefusedAsync(page, "spawn_rate needs user_count here: the load is ", ("spawn_rate", "5"));
        await AcceptedAsync(page, ("user_count", "8"), ("spawn_rate", "50"));
        await HasUsersAsync(page, 8);

        foreach (
            var (field, value) in new[]
            {
                ("run_time", "5s"),
                ("stages", "1s:3,10m:=3"),
                ("stages", "5s:9"),
                ("host", "https://other.example"),
            }
        )
        {
            await RefusedAsync(page, $"{field} cannot be changed while a test runs; stop it first", (field, value));
        }

        await RefusedAsync(page, "This load cannot become that one while it runs", ("arrival_rate", "2/s"));
        await RefusedAsync(page, "A test is running; stop it first", ("capacity", "1"));
        await page.HasRequestsAsync(await page.HasRequestsAsync(1) + 30);
        Assert.Equal(8, await UsersAsync(page));
        Assert.Equal("running", await page.StateAsync());
    }

    // Programs that watch Locust wait for users, and the page says what is left.
    [Fact]
    public async Task WarmUp_HasUsers()
    {
        await using var page = await PageProgram.StartAsync([.. Load, "--warm-up", "5m"]);
        await AcceptedAsync(page, ("user_count", "8"), ("spawn_rate", "50"));

        await HasUsersAsync(page, 8);

        Assert.Equal("spawning", await page.StateAsync());
        Assert.Contains("batch_load_test_users 8", await page.TextAsync("metrics"), StringComparison.Ordinal);
    }

    private static async Task AcceptedAsync(PageProgram page, params (string Field, string Value)[] form)
    {
        var answer = await page.SwarmAsync(form.Length == 0 ? [("host", "")] : form);
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.ToString());
    }

    private static async Task RefusedAsync(PageProgram page, string words, params (string Field, string Value)[] form)
    {
        var answer = await page.SwarmAsync(form);
        Assert.False(answer.GetProperty("success").GetBoolean(), answer.ToString());
        Assert.StartsWith(words, answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<int> UsersAsync(PageProgram page) =>
        (await page.GetAsync("stats/requests")).GetProperty("user_count").GetInt32();

    private static async Task HasUsersAsync(PageProgram page, int count)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await UsersAsync(page) != count)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Eventually.Patience,
                $"never {count} users but {await UsersAsync(page)}"
            );
            await Task.Delay(100);
        }
    }
}
