namespace BatchLoadTest.Settings;

/// <summary>Commands that a setting belongs to.</summary>
[Flags]
public enum CommandKinds
{
    /// <summary>No command.</summary>
    None = 0,

    /// <summary>The load test.</summary>
    Run = 1,

    /// <summary>The mock server alone.</summary>
    Mock = 2,

    /// <summary>Reports of recorded runs.</summary>
    Report = 4,

    /// <summary>Two recorded runs side by side.</summary>
    Compare = 8,

    /// <summary>Whether a page answers.</summary>
    Health = 16,

    /// <summary>The search for the largest load that the service takes.</summary>
    Capacity = 32,

    /// <summary>What a master and its workers know each other by.</summary>
    Certificate = 64,

    /// <summary>Single checks of a service.</summary>
    Check = 128,

    /// <summary>Every command.</summary>
    All = Run | Mock | Report | Compare | Health | Capacity | Certificate | Check,
}
