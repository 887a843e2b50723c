namespace BatchLoadTest.Settings;

/// <summary>How much of a setting's value may be shown.</summary>
public enum Secrecy
{
    /// <summary>All of it.</summary>
    Open,

    /// <summary>The name before the colon (or what else ends it), as with a header; the rest may be a token.</summary>
    NameOnly,

    /// <summary>An address without what stands before its host, which may be a password.</summary>
    UserInfo,

    /// <summary>Nothing.</summary>
    Secret,
}
