namespace BatchLoadTest.Silos.Membership;

/// <summary>Silos say by their names what they are.</summary>
internal static class SiloNames
{
    public const string Master = "master";

    public static string Worker => $"worker-{Environment.MachineName}-{Environment.ProcessId}";

    public static bool IsMaster(string name) => name == Master;
}
