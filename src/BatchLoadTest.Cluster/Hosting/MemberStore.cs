using BatchLoadTest.Silos.Greeting;
using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>A table of members in Redis, which outlives the master that began it.</summary>
/// <param name="Address">The server: <c>redis://[user:password@]host[:port][/database]</c>, or <c>rediss://</c> for TLS.</param>
/// <param name="Cluster">The table's name.</param>
internal sealed record MemberStore(Uri Address, string Cluster)
{
    private const int UsualPort = 6379;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    /// <summary>Sets up a silo.</summary>
    public void Configure(RedisClusteringOptions options) => options.ConfigurationOptions = Connection();

    /// <summary>Looks whether the server answers, which the engine would wait for without a word.</summary>
    /// <exception cref="NotThereException">It does not, or not to this user.</exception>
    public async Task ProbeAsync()
    {
        try
        {
            var connection = Connection();
            connection.AbortOnConnectFail = true;
            await using var server = await ConnectionMultiplexer.ConnectAsync(connection);
            await server.GetDatabase().PingAsync();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw new NotThereException(
                $"no Redis server answers at {Address.Host}:{Port} (--cluster): {Reason(e)}",
                e
            );
        }
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Address.Host}:{Port}";

    private int Port => Address.Port > 0 ? Address.Port : UsualPort;

    // The library's message goes on with advice to its programmers.
    private static string Reason(Exception e) => e.GetBaseException().Message.Split(['.', '('], 2)[0].TrimEnd();

    private ConfigurationOptions Connection()
    {
        var connection = new ConfigurationOptions
        {
            // The server may be away for a moment too.
            AbortOnConnectFail = false,
            Ssl = Address.Scheme == "rediss",
            ConnectTimeout = (int)ConnectLimit.TotalMilliseconds,
            DefaultDatabase = int.TryParse(Address.AbsolutePath.Trim('/'), out var database) ? database : 0,
        };
        connection.EndPoints.Add(Address.Host, Port);
        if (Address.UserInfo.Length > 0)
        {
            var (user, password) = Address.UserInfo.Split(':', 2) is [var name, var word]
                ? (name, word)
                : (Address.UserInfo, "");
            connection.User = user.Length > 0 ? Uri.UnescapeDataString(user) : null;
            connection.Password = Uri.UnescapeDataString(password);
        }

        return connection;
    }
}
