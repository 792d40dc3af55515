using System.Data.Common;
using Haggle.Core;
using Haggle.Storage;

namespace Haggle.Server.Commands;

/// <summary>Which failures an operator can mend: those are told in one line; all others are faults of ours and keep their stack.</summary>
internal static class Trouble
{
    public static bool IsForOperator(Exception trouble)
        => trouble is StorageUnavailableException or SchemaException or DbException or FormatException or IOException or UnauthorizedAccessException or TimeoutException or InvalidDataException;
}
