using BatchLoadTest.Page.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace BatchLoadTest.Tests.Page;

public sealed class SwarmFormTests
{
    [Theory]
    [InlineData("user_count=3&spawn_rate=2&host=&run_time=5s", "users=3 spawn-rate=2 run-time=5s")]
    [InlineData("locust_count=3&hatch_rate=2", "users=3 spawn-rate=2")]
    [InlineData("locust_count=3&user_count=3", "users=3")]
    [InlineData("user_classes=&user_count=3", "users=3")]
    [InlineData("arrival_rate=5/s&host=", "arrival-rate=5/s")]
    [InlineData("stages=1m:=20", "stages=1m:=20")]
    [InlineData("capacity=1&from=2/s&to=&level_time=5s", "capacity=1 from=2/s level-time=5s")]
    [InlineData("", "")]
    public void Read_KnownFields_AreOptions(string form, string expected)
    {
        var values = SwarmForm.Read(Form(form), out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")));
    }

    // A load that nobody asked for was started, and the answer was success.
    [Theory]
    [InlineData("locusts=3", "locusts is no field of this form: user_count, spawn_rate, host, run_time, test_data, ")]
    [InlineData("user_count=3&usercount=4", "usercount is no field of this form: ")]
    [InlineData("locust_count=3&user_count=5", "user_count and locust_count contradict each other: give one of them")]
    [InlineData("spawn_rate=3&hatch_rate=5", "spawn_rate and hatch_rate contradict each other: give one of them")]
    [InlineData("capacity=no", "capacity must be 1: it starts a search for the largest load, or is left out")]
    // One of two loads was dropped in silence; the command line refuses them.
    [InlineData("user_count=3&arrival_rate=2/s", "user_count and arrival_rate contradict each other: give one of them")]
    [InlineData("locust_count=3&arrival_rate=2/s", "locust_count and arrival_rate contradict each other: ")]
    [InlineData("user_count=3&stages=5s:3", "user_count and stages contradict each other: give one of them")]
    [InlineData("spawn_rate=3&stages=5s:3", "spawn_rate and stages contradict each other: give one of them")]
    [InlineData("spawn_rate=3&arrival_rate=2/s", "spawn_rate and arrival_rate contradict each other: give one of them")]
    [InlineData("arrival_rate=2/s&stages=5s:3", "arrival_rate and stages contradict each other: give one of them")]
    [InlineData("capacity=1&user_count=3", "capacity and user_count contradict each other: a search sets the load by ")]
    [InlineData("capacity=1&spawn_rate=3", "capacity and spawn_rate contradict each other: ")]
    [InlineData("capacity=1&arrival_rate=3/s", "capacity and arrival_rate contradict each other: ")]
    [InlineData("capacity=1&stages=5s:3", "capacity and stages contradict each other: ")]
    [InlineData("capacity=1&run_time=5s", "capacity and run_time contradict each other: ")]
    [InlineData("from=3/s", "from belongs to a search: give capacity=1 too, or leave it out")]
    [InlineData("user_count=3&to=3/s", "to belongs to a search: ")]
    [InlineData("level_time=3s", "level_time belongs to a search: ")]
    [InlineData("max_time=3s", "max_time belongs to a search: ")]
    public void Read_WhatCannotBeMeant_IsRefused(string form, string words)
    {
        SwarmForm.Read(Form(form), out var problem);

        Assert.StartsWith(words, problem, StringComparison.Ordinal);
    }

    private static FormCollection Form(string form) => new(QueryHelpers.ParseQuery(form));
}
