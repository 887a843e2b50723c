using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Tests.Support;
using NJsonSchema;

namespace BatchLoadTest.Tests.House;

/// <summary>The schema of a settings file is that of the catalogue, and says of a file what the program says.</summary>
public sealed class ConfigSchemaTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    /// <summary>With <c>UPDATE_EXPECTATIONS=1</c> it writes the schema.</summary>
    [Fact]
    public void Schema_IsWhatTheCatalogueSays() =>
        Expected.MatchesFile(Path.Combine(RepositoryFiles.Root, ConfigSchema.Path), ConfigSchema.Text());

    [Fact]
    public async Task EverySetting_HasAMemberWithWords()
    {
        var schema = await ReadAsync();

        Assert.All(
            SettingCatalogue.All.Where(setting => setting.Name != "config"),
            setting => Assert.True(schema.Properties.ContainsKey(setting.Name), setting.Name)
        );
        Assert.False(schema.AllowAdditionalProperties);
    }

    [Theory]
    [InlineData("""{"$schema":"config.schema.json","host":"mock"}""", true)]
    [InlineData("""{"host":"mock","users":3,"spawn-rate":0.5,"run-time":"1h30m","headless":true}""", true)]
    [InlineData("""{"host":"mock","users":"3","headless":"yes","timeout":90,"verify":"BOTH"}""", true)]
    [InlineData(
        """{"host":"mock","threshold":["create.p95 < 500ms","rps > 1"],"tag":"a=b","no-preflight":true}""",
        true
    )]
    [InlineData(
        """{"host":"mock","class":[{"name":"a","generate":"3x1KB","weight":1},"name=b,generate=2x1KB"]}""",
        true
    )]
    [InlineData(
        """{"host":"mock","generate-requests":2,"generate-bytes":"4KB","error-rate-threshold":0.02,"max-line":1000000}""",
        true
    )]
    [InlineData("""{"host":"mock","user":3}""", false)]
    [InlineData("""{"host":"mock","users":"many"}""", false)]
    [InlineData("""{"host":"mock","users":1.5}""", false)]
    [InlineData("""{"host":"mock","users":[1,2]}""", false)]
    [InlineData("""{"host":"mock","users":-1}""", false)]
    [InlineData("""{"host":"mock","headless":"perhaps"}""", false)]
    [InlineData("""{"host":"mock","verify":"all"}""", false)]
    [InlineData("""{"host":"mock","timeout":"soon"}""", false)]
    [InlineData("""{"host":"mock","poll-interval":{"a":1}}""", false)]
    [InlineData("""{"host":"mock","config":"other.json"}""", false)]
    public async Task Schema_SaysOfAFile_WhatTheProgramSays(string content, bool isTaken)
    {
        var problems = (await ReadAsync()).Validate(content);
        var file = Path.Combine(line.WorkingDirectory, "run.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var exitCode = await line.InvokeAsync("run", "--config", file);

        Assert.Equal(isTaken, problems.Count == 0);
        Assert.True(isTaken == (exitCode == 0), string.Join('\n', line.Errors));
    }

    // What is written in help and pages is taken by both.
    [Fact]
    public async Task EveryDefault_IsTaken()
    {
        var schema = await ReadAsync();

        Assert.All(
            SettingCatalogue.All.Where(setting => setting.Default is not null && setting.Name != "config"),
            setting =>
                Assert.Empty(
                    schema
                        .Properties[setting.Name]
                        .ActualSchema.Validate(System.Text.Json.JsonSerializer.Serialize(setting.Default))
                )
        );
    }

    private static Task<JsonSchema> ReadAsync() =>
        JsonSchema.FromJsonAsync(RepositoryFiles.Read(ConfigSchema.Path), TestContext.Current.CancellationToken);
}
