# Reads a calendar with Debian's icalendar: python3 check_calendar.py FILE. Prints a line for each
# event: uid, due, rule, number of alarms, summary. Ends non-zero where the file is no calendar, a
# line is longer than 75 octets, or a line does not end in CRLF.
import sys

import icalendar

data = open(sys.argv[1], 'rb').read()
lines = data.split(b'\r\n')
assert lines.pop() == b'', 'the last line does not end'
assert all(len(line) <= 75 for line in lines), 'a line is too long'
assert not any(b'\n' in line or b'\r' in line for line in lines), 'a line ends otherwise'
for line in lines:
    line.decode('utf-8')  # folded between characters only

calendar = icalendar.Calendar.from_ical(data)
assert calendar['VERSION'] == '2.0' and calendar['PRODID']
uids = set()
for event in calendar.walk('VEVENT'):
    for name in ('UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'X-TALENT-RULE'):
        assert name in event, name
    assert event['UID'] not in uids, 'a UID is doubled'
    uids.add(event['UID'])
    alarms = event.walk('VALARM')
    assert all('TRIGGER' in each and 'ACTION' in each for each in alarms)
    print(event['UID'], event.decoded('DTSTART').strftime('%Y-%m-%dT%H:%M:%SZ'), event['X-TALENT-RULE'],
          len(alarms), event['SUMMARY'], sep='\t')
