// A download of what the API answers, as a file that the person keeps.
import { read, type PathOf } from '@/api/client';

export function saveText(text: string, name: string, type = 'application/json'): void {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
}

export async function saveAs(target: PathOf<'get'>, name: string): Promise<void> {
    const answer = await read<unknown>(target);
    saveText(JSON.stringify(answer.data, null, 2), name);
}
